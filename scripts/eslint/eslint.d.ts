/** ESLint 9.9 ships no types of its own; this much of it the rules' tests use. */
declare module "eslint" {
  export class Linter {
    verify(code: string, config: readonly unknown[], filename: string): { ruleId: string | null; message: string }[];
  }
}
