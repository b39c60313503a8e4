import about from "../../package.json" with { type: "json" };

/** The portal's version, as package.json has it. */
export const { version } = about;
