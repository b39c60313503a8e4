/**
 * @typedef {{ filename: string, report: (problem: { node: object, message: string }) => void, sourceCode: { parserServices: object } }} Context
 */

/** Money (a bigint with a unit, core/money) never becomes a float: neither `Number(amount)` nor `parseFloat`. Needs type information. */
export const wholeMoney = {
  create(/** @type {Context} */ context) {
    const services = /** @type {{ getTypeAtLocation: (node: object) => import("typescript").Type }} */ (
      context.sourceCode.parserServices
    );
    return {
      "CallExpression[callee.name=/^(Number|parseFloat)$/][arguments.length=1]"(/** @type {any} */ call) {
        const amount = services.getTypeAtLocation(call.arguments[0]);
        if (amount.getProperty("__unit"))
          context.report({ node: call, message: "Money is whole: count and show it with core/money." });
      },
    };
  },
};
