export const environments = {
  title: "environments",
};
