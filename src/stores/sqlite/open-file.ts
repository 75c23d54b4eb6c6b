import { checkContents, checkFiles } from "./check.ts";
import { type Driver, openDatabase } from "./driver.ts";
import { migrate } from "./migrate.ts";

/**
 * Opens the file of a journal, which is made or brought to the newest schema.
 * @throws Error with the database's code, or that of {@link checkFiles}, {@link migrate}, {@link checkContents}
 */
export function openFile(file: string): Driver {
  checkFiles(file);
  const database = openDatabase(file);
  migrate(database);
  checkContents(database, file);
  return database;
}
