import type { Sentences } from "../languages";
import type { docs as english } from "../en/docs";

export const docs: Sentences<typeof english> = {
  title: "رابط برنامه‌نویسی (API)",
  lead: "هر کاری که آتریوم برای برنامه‌های شما می‌کند. هر سطر را باز کنید تا ببینید چه می‌گیرد و چه جواب می‌دهد، و همین‌جا امتحانش کنید. شرح‌ها به انگلیسی است.",
  try: "اگر اینجا وارد شده باشید، هر چه امتحان کنید به نام شما و واقعاً انجام می‌شود. برای استفاده از کلید، Authorize را بزنید.",
  document: "همه‌اش در openapi.json",
  withoutScript: "این فهرست به جاوااسکریپت نیاز دارد. همین‌ها در openapi.json هم هست و هر برنامه‌ای آن را می‌خواند.",
};
