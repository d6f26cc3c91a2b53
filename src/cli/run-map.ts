export async function run(): Promise<0> {
  throw new Error("Parley bug: not wired yet");
}
