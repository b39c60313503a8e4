import type { Sentences } from "../languages";
import type { signIn as english } from "../en/sign-in";

export const signIn: Sentences<typeof english> = {
  title: "خوش آمدید",
  lead: "یک نوت‌بوک روی خوشهٔ شما در حدود یک دقیقه، با قیمتی که از اول پیداست.",
  continue: "ورود با حساب کاربری",
  verified: "نشانی ایمیل شما باید تأیید شده باشد. از حسابتان فقط نام و نشانی ایمیل را برمی‌داریم.",
  demoTitle: "اینجا نسخهٔ نمایشی است",
  demoText: "در صفحهٔ بعد به‌جای یکی از این‌ها وارد شوید: Ada (مدیر)، Alice، Bob یا Charlie. رمزی لازم نیست.",
  clusters: {
    well: "همه‌چیز روبه‌راه است",
    some: "بخشی در دسترس نیست",
    none: "در دسترس نیست",
    count_one: "{{n}} از {{all}} خوشه پاسخ می‌دهد",
    count_other: "{{n}} از {{all}} خوشه پاسخ می‌دهند",
  },
};
