import type { ROUTES } from "#api/contract/routes.ts";

/**
 * The contract as openapi-fetch reads it, taken from the routes themselves: no file is generated, so none can be stale.
 * Types only; nothing of the contract's own code, nor of zod, reaches the window.
 *
 * Routes are told apart by their names and paths alone. Comparing them as shapes takes a compiler minutes.
 */

type Routes = typeof ROUTES;
type Name = keyof Routes;

/** What a schema reads, and what it gives. */
type In<S> = S extends { _zod: { input: unknown } } ? S["_zod"]["input"] : never;
type Out<S> = S extends { _zod: { output: unknown } } ? S["_zod"]["output"] : never;

type RequestOf<N extends Name> = Routes[N] extends { readonly request: infer Q } ? Q : Record<never, never>;

type ParametersOf<Q> = (Q extends { readonly params: infer P } ? { path: In<P> } : { path?: never }) &
  (Q extends { readonly query: infer P } ? { query?: In<P> } : { query?: never }) &
  (Q extends { readonly headers: infer P } ? { header?: In<P> } : { header?: never });

type BodyOf<Q> = Q extends {
  readonly body: { readonly content: { readonly "application/json": { readonly schema: infer S } } };
}
  ? { requestBody: { content: { "application/json": In<S> } } }
  : { requestBody?: never };

type Good = 200 | 201 | 202;

/** Only good answers: every other is a problem, whatever the route (problem.ts). */
type AnswerOf<N extends Name> = {
  [Status in Good & keyof Routes[N]["responses"]]: Routes[N]["responses"][Status] extends {
    readonly content: { readonly "application/json": { readonly schema: infer S } };
  }
    ? { headers: Record<string, unknown>; content: { "application/json": Out<S> } }
    : { headers: Record<string, unknown>; content: { "application/octet-stream": Blob } };
};

type Operation<N extends Name> = { parameters: ParametersOf<RequestOf<N>>; responses: AnswerOf<N> } & BodyOf<
  RequestOf<N>
>;

/** `Paths["/v1/me"]["get"]` and so on. */
export type Paths = {
  [Path in Routes[Name]["path"]]: {
    [N in Name as Routes[N]["path"] extends Path ? Routes[N]["method"] : never]: Operation<N>;
  };
};

/** What a route gives when all is well, by the route's name: `Answer<"getMe">`. */
export type Answer<N extends Name> = {
  [Status in keyof AnswerOf<N>]: AnswerOf<N>[Status] extends { content: { "application/json": infer A } } ? A : never;
}[keyof AnswerOf<N>];

/** What a route is asked with: `Query<"getQueue">`. */
export type Query<N extends Name> = RequestOf<N> extends { readonly query: infer P } ? In<P> : never;

/** What a route is sent: `Body<"actOnCase">`. */
export type Body<N extends Name> =
  BodyOf<RequestOf<N>> extends { requestBody: { content: { "application/json": infer B } } } ? B : never;
