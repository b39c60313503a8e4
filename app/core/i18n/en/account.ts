export const account = {
  tabs: {
    label: "Your account",
    profile: "Profile",
    sessions: "Sessions",
    keys: "API keys",
    webhooks: "Webhooks",
    activity: "Activity",
  },
};
