/** Codes are 32 random bytes in base64url. */
const CODE = /^[\w-]{20,128}$/;

/** The code of a pasted sign-in link, or of the code alone; `null` for anything else. */
export function signInCodeOf(pasted: string): string | null {
  const text = pasted.trim();
  const code = URL.canParse(text) ? new URL(text).searchParams.get('code') : text;
  return code !== null && CODE.test(code) ? code : null;
}
