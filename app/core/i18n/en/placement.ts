export const placement = {
  title: "placement",
};
