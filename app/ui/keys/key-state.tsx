import { useTranslation } from "react-i18next";
import type { ApiKeyState } from "~/domain/access/api-keys/api-key";
import { Tag, type TagTone } from "~/ui/kit/tag";

const tones = {
  live: "good",
  expiring: "warn",
  retiring: "info",
  replaced: "neutral",
  expired: "neutral",
  revoked: "neutral",
} as const satisfies Record<ApiKeyState, TagTone>;

export function KeyState({ state }: { state: ApiKeyState }) {
  const { t } = useTranslation();
  return <Tag tone={tones[state]}>{t(`keys.state.${state}`)}</Tag>;
}
