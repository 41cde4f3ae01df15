/** Characters of `YYYY-MM-DD`, with which the id of every daily aggregate begins. */
const DATE_LENGTH = 10;

/** The date of `<date>/<metric code>`. */
export function dateOfDay(id: string): string {
  return id.slice(0, DATE_LENGTH);
}

/** The metric code of `<date>/<metric code>`. */
export function typeOfDay(id: string): string {
  return id.slice(DATE_LENGTH + 1);
}
