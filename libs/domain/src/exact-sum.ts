/**
 * The sum of finite numbers as if it were taken without rounding and rounded once, ties to even. It therefore
 * does not depend on the order, which lets a rebuild and a live write of one day agree to the last bit.
 *
 * Shewchuk's expansions ("Adaptive Precision Floating-Point Arithmetic", 1997), as in Python's `math.fsum`. The
 * running sum must stay below 1.8e308; an empty sum is 0, and never -0.
 */
export function exactSum(values: Iterable<number>): number {
  // Non-overlapping parts by growing magnitude whose exact sum is the sum of all values so far.
  const parts: number[] = [];
  for (const value of values) addPart(parts, value);
  return roundParts(parts);
}

function addPart(parts: number[], value: number): void {
  let carry = value;
  let kept = 0;
  for (let i = 0; i < parts.length; i++) {
    let part = parts[i] as number;
    if (Math.abs(carry) < Math.abs(part)) [carry, part] = [part, carry];
    const high = carry + part;
    const low = part - (high - carry);
    if (low !== 0) parts[kept++] = low;
    carry = high;
  }
  parts.length = kept;
  parts.push(carry);
}

function roundParts(parts: readonly number[]): number {
  let index = parts.length - 1;
  let high = parts[index] ?? 0;
  let low = 0;
  while (index > 0 && low === 0) {
    const part = parts[--index] as number;
    const sum = high + part;
    low = part - (sum - high);
    high = sum;
  }
  // Half-way so far: what lies below `low` decides the direction, unless it only deepens an exact rounding.
  const below = index > 0 ? (parts[index - 1] as number) : 0;
  if ((low < 0 && below < 0) || (low > 0 && below > 0)) {
    const doubled = 2 * low;
    const away = high + doubled;
    if (away - high === doubled) high = away;
  }
  return high === 0 ? 0 : high;
}
