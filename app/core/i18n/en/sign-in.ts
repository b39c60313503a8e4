export const signIn = {
  title: "Sign in",
  lead: "A notebook on your cluster in about a minute, with its price in plain sight.",
  continue: "Continue with your account",
  verified: "Your e-mail address must be verified. We take your name and address from your account and nothing else.",
  demoTitle: "This is a demo",
  demoText: "Choose who you are. No password is needed.",
  demo: {
    ada: "Ada",
    adaIs: "runs the platform",
    alice: "Alice",
    aliceIs: "has a history and credit",
    bob: "Bob",
    bobIs: "is nearly out of credit",
    charlie: "Charlie",
    charlieIs: "comes for the first time",
  },
  clusters: {
    well: "All well",
    some: "Partly reachable",
    none: "Not reachable",
    count_one: "{{n}} of {{all}} cluster answers",
    count_other: "{{n}} of {{all}} clusters answer",
  },
  setUp: {
    title: "Set up this portal",
    lead: "Nobody runs this installation yet. Enter the code from its log, and you become its administrator.",
    code: "Set-up code",
    codeHint:
      "Printed at every start of the portal, in the line that ends in “open this address and enter …”. It works once.",
    take: "Become the administrator",
  },
};
