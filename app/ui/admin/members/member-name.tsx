import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { UserId } from "~/core/id";
import { paths } from "~/core/paths";
import { isAnonymousAddress } from "~/domain/identity/members/account-deletion";

/** A member's name that leads to their page, and their address; whose account is gone has neither. */
export function MemberName({ member }: { member: { id: UserId; name: string; email: string } }) {
  const { t } = useTranslation();
  const isGone = isAnonymousAddress(member.email);
  return (
    <>
      <Link
        to={paths.adminMember(member.id)}
        className="font-medium underline decoration-line underline-offset-4 hover:decoration-accent"
      >
        <bdi>{isGone ? t("account.leave.nobody") : member.name}</bdi>
      </Link>
      {!isGone && (
        <span className="block text-xs break-all text-faint">
          <bdi dir="ltr">{member.email}</bdi>
        </span>
      )}
    </>
  );
}
