import type { Sentences } from "../languages";
import type { signIn as english } from "../en/sign-in";

export const signIn: Sentences<typeof english> = {
  title: "ورود",
  lead: "یک نوت‌بوک روی خوشهٔ شما در حدود یک دقیقه، با قیمتی که از اول پیداست.",
  continue: "ورود با حساب کاربری",
  verified: "نشانی ایمیل شما باید تأیید شده باشد. از حسابتان فقط نام و نشانی ایمیل را برمی‌داریم.",
  demoTitle: "اینجا نسخهٔ نمایشی است",
  demoText: "بگویید به‌جای چه کسی وارد می‌شوید. رمزی لازم نیست.",
  demo: {
    ada: "Ada",
    adaIs: "مدیر سامانه است",
    alice: "Alice",
    aliceIs: "سابقه و اعتبار دارد",
    bob: "Bob",
    bobIs: "اعتبارش رو به پایان است",
    charlie: "Charlie",
    charlieIs: "بار اول است که می‌آید",
  },
  clusters: {
    well: "همه‌چیز روبه‌راه است",
    some: "بخشی در دسترس نیست",
    none: "در دسترس نیست",
    count_one: "{{n}} از {{all}} خوشه پاسخ می‌دهد",
    count_other: "{{n}} از {{all}} خوشه پاسخ می‌دهند",
  },
  setUp: {
    title: "راه‌اندازی این درگاه",
    lead: "این درگاه هنوز مدیری ندارد. کدی را که در گزارش آن چاپ شده وارد کنید تا مدیر آن شوید.",
    code: "کد راه‌اندازی",
    codeHint:
      "در هر شروع درگاه چاپ می‌شود، در خطی که به «\u2066open this address and enter …\u2069» ختم می‌شود. فقط یک بار کار می‌کند.",
    take: "مدیر شدن",
  },
};
