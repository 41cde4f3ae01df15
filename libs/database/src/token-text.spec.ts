import { isTokenShaped, newToken, secretHash } from './token-text.js';

describe('a token', () => {
  it('has the shape that the API looks for, and is another each time', () => {
    const tokens = Array.from({ length: 100 }, newToken);
    expect(tokens.every(isTokenShaped)).toBe(true);
    expect(new Set(tokens).size).toBe(100);
  });

  it.each([
    '',
    'dbk_',
    newToken().slice(0, -1),
    `${newToken()}A`,
    newToken().replace('dbk_', 'abc_'),
    `${newToken()}\n`,
  ])('is never %j', (text) => {
    expect(isTokenShaped(text)).toBe(false);
  });

  it('is kept as its SHA-256', () => {
    expect(secretHash('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
