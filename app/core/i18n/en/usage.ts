export const usage = {
  title: "usage",
};
