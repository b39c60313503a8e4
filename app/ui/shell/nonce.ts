import { createContext } from "react";

/** What the page's own scripts carry, so that the browser runs them and no other. Browsers hide it: there it is empty. */
export const Nonce = createContext("");
