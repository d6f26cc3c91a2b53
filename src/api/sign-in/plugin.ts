import { createAuthEndpoint } from "better-auth/api";
import { deleteSessionCookie, setSessionCookie } from "better-auth/cookies";
import { z } from "zod";

/** What the library has no call for: a session for somebody who was let in by other means than its own routes. */
export const sessions = () => ({
  id: "parley-sessions" as const,
  endpoints: {
    /** Opens a session for a login and sets its cookies; ends the one that is named. Called by the server alone. */
    openSession: createAuthEndpoint.serverOnly(
      { method: "POST", body: z.object({ login: z.string(), instead: z.string().optional() }) },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.login);
        if (user === null) return ctx.json({ opened: false });
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        if (ctx.body.instead !== undefined) await ctx.context.internalAdapter.deleteSession(ctx.body.instead);
        return ctx.json({ opened: true });
      },
    ),
    /** Takes the cookies of a session back. */
    closeSession: createAuthEndpoint.serverOnly({ method: "POST" }, async (ctx) => {
      deleteSessionCookie(ctx);
      return ctx.json({ closed: true });
    }),
  },
});
