/** What the tests use of the parser, which brings no types. */
declare module '@pushcorn/hocon-parser' {
  export function parse(options: { text: string; strict: boolean; env: boolean; scope: object }): Promise<unknown>;
}
