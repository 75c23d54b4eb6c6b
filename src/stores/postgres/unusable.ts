import { AhaflowError } from "../../errors.ts";
import {
  codeOf,
  ITS_CONNECTIONS,
  isPooled,
  isUntrusted,
  NO_MORE_CONNECTIONS,
} from "./database-error.ts";
import { NO_TLS } from "./driver.ts";

/** Why a journal can't be opened. @param place where the database is */
export function unusable(place: string, cause: unknown): AhaflowError {
  const code = codeOf(cause) ?? "unknown";
  const { message, hint } = ofJournal(place, code) ?? ofDatabase(place, code);
  return new AhaflowError("journal_unusable", message, { hint, cause });
}

interface Words {
  readonly message: string;
  readonly hint: string;
}

/** What was found there can't be used. */
function ofJournal(place: string, code: string): Words | undefined {
  if (code === "JOURNAL_NEWER")
    return {
      message: `the journal in ${place} was written by a newer ahaflow`,
      hint: "run that version, or give this one a database of its own in AHAFLOW_DATABASE_URL",
    };
  if (code === "JOURNAL_FOREIGN")
    return {
      message: `the schema ahaflow in ${place} is not a journal`,
      hint: "nothing was changed; give this one a database of its own in AHAFLOW_DATABASE_URL",
    };
  if (code === "JOURNAL_ENCODING")
    return {
      message: `the database ${place} does not keep UTF-8`,
      hint: "make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0",
    };
  if (code === "JOURNAL_OLD")
    return {
      message: `the database ${place} is older than PostgreSQL 15`,
      hint: "use PostgreSQL 15 or later",
    };
  if (isPooled(code))
    return {
      message: `the connections to ${place} have no sessions of their own: a pooler hands them out for a transaction, or a statement`,
      hint: "give AHAFLOW_DATABASE_URL the address of PostgreSQL itself, or of a pool in session mode (docs/cluster.md)",
    };
  if (code === "42501")
    return {
      message: `the user of AHAFLOW_DATABASE_URL may not make or write the schema ahaflow in ${place} (${code})`,
      hint: "GRANT CREATE ON DATABASE … TO that user, or make the schema for it: CREATE SCHEMA ahaflow AUTHORIZATION …",
    };
  return undefined;
}

/** It can't be reached, or lets nobody in. */
function ofDatabase(place: string, code: string): Words {
  if (code === NO_MORE_CONNECTIONS)
    return {
      message: `the database ${place} takes no more connections (${code})`,
      hint: `${ITS_CONNECTIONS}: raise max_connections, or the limit of the role or the database`,
    };
  if (code.startsWith("28"))
    return {
      message: `the database ${place} does not let the user of AHAFLOW_DATABASE_URL in (${code})`,
      hint: "check the user and the password",
    };
  if (isUntrusted(code))
    return {
      message: `the certificate of the database ${place} is not trusted (${code})`,
      hint: "give its authority in AHAFLOW_DATABASE_URL, ?sslmode=verify-full&sslrootcert=FILE, and the host that it was made for (docs/cluster.md)",
    };
  if (code === NO_TLS)
    return {
      message: `the database ${place} has no TLS, which AHAFLOW_DATABASE_URL asks for`,
      hint: "turn it on there, or leave sslmode out where the network is your own (docs/cluster.md)",
    };
  if (code === "ENOENT" || code === "EACCES")
    return {
      message: `what AHAFLOW_DATABASE_URL names can't be opened (${code})`,
      hint: "see that the files of sslrootcert, sslcert and sslkey are there and may be read, or the socket",
    };
  if (code === "3D000")
    return { message: `there is no database ${place}`, hint: "make it with CREATE DATABASE" };
  return {
    message: `the journal in ${place} can't be opened (${code})`,
    hint: "see that PostgreSQL runs there and can be reached, and check AHAFLOW_DATABASE_URL; nothing was changed",
  };
}
