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
  title: "حساب شما",
  lead: "اینکه اینجا که هستید و درگاه را چگونه می‌بینید.",
  who: "نمایه",
  name: "نام",
  email: "ایمیل",
  since: "عضو از",
  fromProvider:
    "نام و ایمیل از سرویسی می‌آید که با آن وارد می‌شوید. همان‌جا تغییرشان دهید؛ از ورود بعدی اینجا هم تازه می‌شود.",
  how: "نمایش درگاه",
  timeZone: "منطقهٔ زمانی",
  timeZoneHint: "برای همهٔ ساعت‌های این صفحه‌ها. روزها و ماه‌های مصرف و صورت‌حساب همیشه به وقت جهانی (UTC) است.",
  timeZoneOfBrowser: "همان که مرورگر می‌گوید",
  save: "ذخیره",
  saved: "برای همهٔ مرورگرهایتان ذخیره شد",
  sessions: {
    title: "نشست‌های شما",
    lead: "مرورگرهایی که در آن‌ها وارد شده‌اید. هر کدام پس از ۱۲ ساعت بی‌استفاده ماندن، و در هر حال پس از ۷ روز، خودبه‌خود خارج می‌شود.",
    ended_one: "یک مرورگر خارج شد",
    ended_other: "{{n}} مرورگر خارج شدند",
    endOthers: "خروج از همهٔ مرورگرهای دیگر",
    endAll: "خروج از همه‌جا",
    ending: "در حال خروج…",
    browser: "مرورگر",
    address: "آخرین نشانی",
    createdAt: "زمان ورود",
    lastSeenAt: "آخرین استفاده",
    end: "خروج",
    endThat: "خروج از {{name}}",
    isThis: "همین مرورگر",
    browserOn: "{{name}} روی {{system}}",
    unknown: "مرورگر یا برنامه‌ای که خود را معرفی نمی‌کند",
  },
  setUp: {
    title: "راه‌اندازی این درگاه",
    lead: "این درگاه هنوز مدیری ندارد. کدی را که در گزارش آن چاپ شده وارد کنید تا مدیر آن شوید.",
    code: "کد راه‌اندازی",
    codeHint:
      "در هر شروع درگاه چاپ می‌شود، در خطی که به «open this address and enter …» ختم می‌شود. فقط یک بار کار می‌کند.",
    take: "مدیر شدن",
  },
};
