import type { OpenDesk } from "#app/desk/open-desk.ts";
import type { ExitCode } from "./command.ts";
import { type Io, print, say } from "./io.ts";

/** A server that answers, as much of it as the terminal needs. */
export interface Served {
  readonly address: string;
  readonly setupCode: string | undefined;
  stop(): Promise<void>;
}

/** Serves an open store. */
export type Serve = (open: OpenDesk, config: Io["config"]) => Promise<Served>;

/** Loads the server. main.ts gives it: the terminal and the server do not know each other. */
export type Serving = () => Promise<Serve>;

/** Opens a store while the server is loaded, which takes about as long. Throws what either throws, the store closed. */
export async function openBeside(
  opening: Promise<OpenDesk>,
  serving: Serving,
): Promise<{ readonly open: OpenDesk; readonly serve: Serve }> {
  const [opened, loaded] = await Promise.allSettled([opening, serving()]);
  if (opened.status === "rejected") throw opened.reason;
  if (loaded.status === "fulfilled") return { open: opened.value, serve: loaded.value };
  await opened.value.close();
  throw loaded.reason;
}

/** Resolves when somebody asks the process to stop. Asked a second time, it stops at once. */
function asked(): Promise<void> {
  return new Promise((stop) => {
    const hear = (): void => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, hear);
      stop();
    };
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, hear);
  });
}

/**
 * Prints where the workbench is and serves it until the process is asked to stop; then closes the store. `meanwhile` is
 * begun once it is served and not waited for; what it throws after the process was asked to stop is the stopping itself.
 */
export async function serveUntilStopped(
  io: Io,
  open: OpenDesk,
  serve: Serve,
  meanwhile: () => Promise<void> = async () => {},
): Promise<ExitCode> {
  let isStopping = false;
  try {
    const served = await serve(open, io.config);
    await print(io, served.address);
    if (open.demo) await say(io, "The demo is open there, on this machine alone. Ctrl-C stops it.");
    if (served.setupCode !== undefined)
      await say(io, `Nobody has an account yet. The first owner makes one with the setup code ${served.setupCode}`);
    const stopped = asked();
    const work = meanwhile().catch((thrown: unknown) => {
      if (!isStopping) throw thrown;
    });
    // Its end ends nothing; its failure is told as any other.
    await Promise.race([stopped, work.then(() => stopped)]);
    isStopping = true;
    await say(io, "Stopping.");
    await served.stop();
    return 0;
  } finally {
    await open.close();
  }
}
