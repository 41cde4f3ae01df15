/** A paging token (`after`) that this server did not make: the request is wrong and will stay so. */
export class InvalidPlace extends Error {
  override readonly name = 'InvalidPlace';

  constructor() {
    super('after must be a value that an earlier answer held as next');
  }
}
