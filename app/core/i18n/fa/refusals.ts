import type { Sentences } from "../languages";
import type { refusals as english } from "../en/refusals";

export const refusals: Sentences<typeof english> = {
  title: "refusals",
  hopsworksDown: "خوشهٔ Hopsworks همین حالا پاسخ نمی‌دهد. چیزی از دست نرفته است؛ کمی بعد خودبه‌خود دوباره امتحان می‌شود.",
  hopsworksAnsweredNonsense: "چیزی غیر از Hopsworks به جای آن پاسخ داد. خودبه‌خود دوباره امتحان می‌شود؛ مدیر سامانه باید نشانی خوشه را بررسی کند.",
  hopsworksRefusesKey: "خوشهٔ Hopsworks کلید درگاه را نمی‌پذیرد. مدیر سامانه باید کلید تازه‌ای به خوشه بدهد.",
  hopsworksRefuses: "خوشهٔ Hopsworks درخواست را رد کرد (وضعیت {{status}}، خطای {{errorCode}}). مدیر سامانه می‌تواند معنای این شماره‌ها را پیدا کند.",
  hopsworksKnowsNoIdp: "خوشهٔ Hopsworks سامانهٔ ورود «{{clientId}}» را نمی‌شناسد. مدیر سامانه باید آن را در آنجا ثبت کند.",
  hopsworksUserTaken: "در خوشهٔ Hopsworks از پیش حساب دیگری به جای {{email}} هست. مدیر سامانه باید آنجا آن را بررسی کند.",
  hopsworksProjectTaken: "کس دیگری روی این خوشه پروژه‌ای به نام «{{name}}» دارد. نام دیگری انتخاب کنید.",
  hopsworksProjectLimit: "کاربر {{username}} در Hopsworks دیگر نمی‌تواند پروژه‌ای داشته باشد. مدیر سامانه می‌تواند سقف آن را بالا ببرد.",
  hopsworksStillCreating: "خوشهٔ Hopsworks هنوز در حال ساختن پروژهٔ «{{name}}» است. چند لحظهٔ دیگر دوباره بررسی می‌شود.",
  placementFailed: "هنگام آماده کردن جای شما مشکلی پیش آمد. دوباره امتحان کنید؛ اگر باز هم تکرار شد، به مدیر سامانه خبر دهید.",
  clusterNameTaken: "خوشه‌ای به نام «{{name}}» از پیش هست. نام دیگری انتخاب کنید.",
  clusterUnknown: "چنین خوشه‌ای وجود ندارد.",
};
