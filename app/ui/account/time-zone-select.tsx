import { useTranslation } from "react-i18next";
import { Select } from "~/ui/kit/forms/field";

export type TimeZoneSelectProps = {
  timeZones: readonly string[];
  /** Absent while it is the browser's own. */
  chosen?: string;
};

/** The time zones by continent, as the world's tables name them. */
export function TimeZoneSelect({ timeZones, chosen }: TimeZoneSelectProps) {
  const { t } = useTranslation();
  return (
    <Select label={t("account.timeZone")} hint={t("account.timeZoneHint")} name="timeZone" defaultValue={chosen ?? ""}>
      <option value="">{t("account.timeZoneOfBrowser")}</option>
      <option value="UTC">UTC</option>
      {[...byContinent(timeZones)].map(([continent, zones]) => (
        <optgroup key={continent} label={continent}>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}

function byContinent(timeZones: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const zone of timeZones) {
    const [continent = "", place] = zone.split("/");
    if (place) groups.set(continent, [...(groups.get(continent) ?? []), zone]);
  }
  return groups;
}
