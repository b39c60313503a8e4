import type { Sentences } from "../languages";
import type { account as english } from "../en/account";

export const account: Sentences<typeof english> = {
  tabs: {
    label: "حساب شما",
    profile: "نمایه",
    sessions: "نشست‌ها",
    keys: "کلیدهای API",
    webhooks: "وب‌هوک‌ها",
    activity: "فعالیت‌ها",
  },
};
