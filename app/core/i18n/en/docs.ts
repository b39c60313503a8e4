export const docs = {
  title: "The API",
  lead: "Everything that Atrium does for your programs. Open a line to see what it takes and answers, and try it here.",
  try: "If you are signed in here, what you try is done as you, for real. To use a key instead, choose Authorize.",
  document: "The whole as openapi.json",
  withoutScript: "The list needs JavaScript. The same is in openapi.json, for any other program that reads it.",
};
