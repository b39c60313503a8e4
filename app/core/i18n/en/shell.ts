export const shell = {
  title: "shell",
};
