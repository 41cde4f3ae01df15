/** The OpenAPI document as text. It is made when it is first asked for: 50 ms that no start has to wait for. */
export class DocumentText {
  #make: (() => string) | undefined;
  #text: string | undefined;

  /** Called once the routes are there. */
  from(make: () => string): void {
    this.#make = make;
  }

  read(): string {
    this.#text ??= this.#make?.();
    if (this.#text === undefined) throw new Error('the document was asked for before there were routes');
    return this.#text;
  }
}
