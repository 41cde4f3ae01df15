import { ownColour, seenOn } from './own-colour.js';

describe('the colour that an owner gave a metric', () => {
  it('stays where it is seen', () => {
    expect(ownColour({ colour: '#c0392b' })).toEqual({ '--hue': 'light-dark(#c0392b, #c0392b)' });
  });

  it('is darkened or lightened where it would not be', () => {
    expect(seenOn('#ffffff', '#ffff00')).toBe('#999900');
    expect(seenOn('#181b1e', '#101010')).toBe('#707070');
    expect(seenOn('#ffffff', '#ffffff')).toBe('#8c8c8c');
  });

  it.each([null, 'red', '#fff', 'url(x)'])('is the family’s when it is %j', (colour) => {
    expect(ownColour({ colour })).toBeUndefined();
  });
});
