import type { Sentences } from "../languages";
import type { placement as english } from "../en/placement";

export const placement: Sentences<typeof english> = {
  title: "خوش آمدید",
  welcome: "خوش آمدید، {{name}}",
  lead: "داریم برای شما روی یک خوشه جا آماده می‌کنیم. لازم نیست کاری بکنید.",
  stepsTitle: "جای شما",
  step: {
    cluster: "خوشه",
    hopsworks_user: "حساب روی خوشه",
    hopsworks_project: "اولین پروژه",
    hub_user: "نوت‌بوک",
  },
  stepOn: {
    cluster: "خوشه: {{cluster}}",
    hopsworks_user: "حساب روی {{cluster}}",
    hopsworks_project: "اولین پروژه",
    hub_user: "نوت‌بوک",
  },
  attempts_one: "یک بار امتحان شد.",
  attempts_other: "{{n}} بار امتحان شد.",
  mayLeave: "اگر از این صفحه بروید هم کار ادامه پیدا می‌کند.",
  refresh: "تازه کردن صفحه",
  placed: "جای شما روی {{cluster}} آماده است",
  placedText: "اندازه را انتخاب کنید؛ پیش از آنکه چیزی روشن شود قیمتش را می‌بینید.",
  waiting: "فعلاً همهٔ خوشه‌ها پر هستند",
  waitingNext: "نفر بعدی شما هستید.",
  waitingBehind_one: "یک نفر جلوتر از شماست.",
  waitingBehind_other: "{{n}} نفر جلوتر از شما هستند.",
  waitingText: "به محض اینکه جا باز شود، خودبه‌خود جا می‌گیرید. مدیران می‌بینند که منتظرید.",
  failed: "آماده کردن جای شما تمام نشد",
  failedText:
    "علتش زیر همان مرحله نوشته شده است. آنچه انجام شده می‌ماند و با تلاش دوباره از همان‌جا ادامه پیدا می‌کند. به مدیران خبر داده‌ایم.",
  retry: "دوباره امتحان کن",
  retrying: "در حال تلاش دوباره…",
};
