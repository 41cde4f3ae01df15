import { signInCodeOf } from './sign-in-code.js';

const CODE = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA';

describe('the code of a sign-in link', () => {
  it('is found in the link as it is printed, and taken alone', () => {
    expect(signInCodeOf(`  http://127.0.0.1:3000/sign-in?code=${CODE}\n`)).toBe(CODE);
    expect(signInCodeOf(CODE)).toBe(CODE);
  });

  it.each(['', 'hello', 'http://127.0.0.1:3000/', 'http://127.0.0.1:3000/sign-in?code=<script>'])(
    'is not made up out of %j',
    (pasted) => {
      expect(signInCodeOf(pasted)).toBeNull();
    },
  );
});
