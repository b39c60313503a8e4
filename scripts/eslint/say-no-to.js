/**
 * @typedef {{ filename: string, report: (problem: { node: object, message: string }) => void, sourceCode: { parserServices: object } }} Context
 */

/**
 * A rule out of a table: whatever a selector matches is reported with its sentence.
 * @param {Record<string, string>} sentences
 */
export function sayNoTo(sentences) {
  return {
    create: (/** @type {Context} */ context) =>
      Object.fromEntries(
        Object.entries(sentences).map(([selector, message]) => [
          selector,
          (/** @type {object} */ node) => context.report({ node, message }),
        ]),
      ),
  };
}
