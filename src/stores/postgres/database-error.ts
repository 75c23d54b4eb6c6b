import { AhaflowError } from "../../errors.ts";
import type { StoreTrouble } from "../../journal/ports.ts";
import { NO_TLS } from "./driver.ts";

const GOES_ON = "the daemon goes on by itself when it can write again";

/** The database has refused something, or can't be reached. */
export class DatabaseError extends AhaflowError {
  readonly trouble: StoreTrouble | undefined;

  constructor(code: string, place: string) {
    const trouble = troubleOf(code, place);
    super("journal_write_failed", trouble?.message ?? `the journal can't be used (${code})`);
    this.trouble = trouble;
  }
}

/** What `begin_commit` raises. */
export const GIVEN_UP = "AHF01";

/** The code of a connection whose session is another one's as well. */
export const POOLED = "JOURNAL_POOLED";

/** What PostgreSQL says when its connections are used up, or those of a role. */
export const NO_MORE_CONNECTIONS = "53300";
export const ITS_CONNECTIONS = "a daemon has up to 8";

/** The others have given this node up: it was not heard of for too long, or its commits were lost. */
export class GivenUp extends AhaflowError {
  constructor() {
    super(
      "journal_write_failed",
      "the other nodes have given this one up: they have its runs now",
      {
        hint: "it goes on by itself, as a new node",
      },
    );
  }
}

/** An error as the program tells it; what is no error of the database is a bug, and stays what it is. */
export function told(error: unknown, place: string): unknown {
  if (error instanceof AhaflowError) return error;
  // Every text of the journal was JSON when it was written.
  if (error instanceof SyntaxError)
    return new AhaflowError(
      "journal_damaged",
      "a record of the journal can't be read: the journal is damaged",
      { hint: "docs/journal.md says how to restore a backup" },
    );
  const code = codeOf(error);
  return code === undefined ? error : new DatabaseError(code, place);
}

/** PostgreSQL's SQLSTATE, the system's code, the driver's `lost`, or one of this program's. */
export function codeOf(error: unknown): string | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" ? code : undefined;
}

/**
 * Whether an error shows that a connection has no session of its own: what it has prepared is not there, or what it
 * prepares is there already.
 */
export function isPooled(code: string | undefined): boolean {
  return code === POOLED || code === "26000" || code === "42P05";
}

/** What an error says about the database; undefined: the database is well, and the statement was wrong. */
function troubleOf(code: string, place: string): StoreTrouble | undefined {
  // Met by a node that was given up while a newer version came, or a backup.
  if (code === "JOURNAL_NEWER")
    return {
      code: "journal_newer",
      message: `the journal has the tables of a newer ahaflow (${place}): start that in place of this one; what was acknowledged is kept`,
    };
  if (isPooled(code))
    return {
      code: "journal_unusable",
      message: `the connections to the database have no sessions of their own (${place}, ${code}): give AHAFLOW_DATABASE_URL the address of PostgreSQL itself, or of a pool in session mode (docs/cluster.md); ${GOES_ON}`,
    };
  if (code.startsWith("JOURNAL_"))
    return {
      code: "journal_unusable",
      message: `what was the journal can't be used any more (${place}, ${code}): see what has become of the database; ${GOES_ON}`,
    };
  if (code === "53100")
    return {
      code: "journal_full",
      message: `the disk of the database is full (${place}): free some space; ${GOES_ON}`,
    };
  if (code === NO_MORE_CONNECTIONS)
    return {
      code: "journal_away",
      message: `the database takes no more connections (${place}, ${code}): ${ITS_CONNECTIONS}; raise max_connections, or the limit of the role or the database; ${GOES_ON}`,
    };
  if (code === "25006" || code === "42501")
    return {
      code: "journal_readonly",
      message: `the database can't be written (${place}, ${code}): connect to the primary, as a user who may write; ${GOES_ON}`,
    };
  if (/^XX00[12]$/.test(code))
    return {
      code: "journal_corrupt",
      message: `the database is damaged (${place}, ${code}): stop the daemon and restore a backup (docs/journal.md)`,
    };
  if (isAway(code))
    return {
      code: "journal_away",
      message: `the database can't be used (${place}, ${code}): see that it runs and can be reached; ${GOES_ON}`,
    };
  return undefined;
}

/** Connection, authentication, resources, an operator's hand, the system; or the system's own code. */
function isAway(code: string): boolean {
  return (
    /^(08|28|3D|53|57|58|25P03|55P03)/.test(code) ||
    /^(lost$|E[A-Z]+)/.test(code) ||
    code === NO_TLS ||
    isUntrusted(code)
  );
}

/** Whether Node.js refuses a certificate, by what it calls the reason. */
export function isUntrusted(code: string): boolean {
  return /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_CA|HOSTNAME_|ERR_TLS_CERT)/.test(code);
}
