export const refusals = {
  title: "refusals",
};
