const CREDENTIALS = /(postgres(?:ql)?:\/\/[^:@/\s]*):[^@\s]*@/g;

/** The error with the passwords of addresses taken out of what it says: it goes to a screen or a log. */
export function withoutPasswords(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return new Error(message.replace(CREDENTIALS, '$1:…@'), { cause: error });
}
