/** The column that a step writes its own key to, unless it names another one. */
export const OWN_COLUMN = "ahaflow";
