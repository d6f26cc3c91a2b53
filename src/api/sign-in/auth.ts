import { betterAuth } from "better-auth";
import { optionsOf, type SignInSetup } from "./options.ts";

/** The sign-in library as it is set up now; made anew when security changes. */
export const authOf = (setup: SignInSetup) => betterAuth(optionsOf(setup));
export type Auth = ReturnType<typeof authOf>;

/** The `set-cookie` headers of an answer, one each. */
export const cookiesOf = (headers: Headers): readonly string[] => headers.getSetCookie();
