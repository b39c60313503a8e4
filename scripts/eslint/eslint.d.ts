/** What the lint's own files use of two packages that ship no types. */
declare module "eslint" {
  export class Linter {
    verify(code: string, config: readonly unknown[], filename: string): { ruleId: string | null; message: string }[];
  }
}

declare module "eslint-plugin-jsx-a11y" {
  const plugin: { flatConfigs: { recommended: { rules: Record<string, "off" | "error"> } } };
  export default plugin;
}
