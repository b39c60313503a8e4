/** `missing`: owed and never tried. `due` and `running` are not trouble yet. */
export type WindowState = "ok" | "late" | "failed" | "missing" | "running" | "due";

export type CollectionWindow = {
  start: Date;
  state: WindowState;
  finishedAt?: Date;
  attempts?: number;
  /** Servers that the complete list of this window showed, and how many of them belong to nobody known. */
  seen?: number;
  unattributed?: number;
  failureCode?: string;
};

/** Where the words about a window stand on its page. */
export const windowAnchor = (clusterId: string, window: CollectionWindow) => `${clusterId}-${window.start.getTime()}`;

export const isTrouble = ({ state }: CollectionWindow) => state === "late" || state === "failed" || state === "missing";
