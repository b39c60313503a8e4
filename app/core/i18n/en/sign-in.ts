export const signIn = {
  title: "Come in",
  lead: "A notebook on your cluster in about a minute, with its price in plain sight.",
  continue: "Continue with your account",
  verified: "Your e-mail address must be verified. We take your name and address from your account and nothing else.",
  demoTitle: "This is a demo",
  demoText: "On the next page, sign in as Ada (administrator), Alice, Bob or Charlie. No password is needed.",
  clusters: {
    well: "All well",
    some: "Partly reachable",
    none: "Not reachable",
    count_one: "{{n}} of {{all}} cluster answers",
    count_other: "{{n}} of {{all}} clusters answer",
  },
};
