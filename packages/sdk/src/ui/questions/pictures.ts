/** What is drawn on the options of a scale, by its look; faces are with `glyph`. */
export const pictures: Readonly<Record<string, string>> = {
  stars: 'M16 3l4 9 9 1-7 6 2 9-8-5-8 5 2-9-7-6 9-1z',
  thumbs: 'M4 14h6v14H4zM10 15l5-11q4 0 4 4l-1 5h8q3 0 2 3l-3 10q-1 2-3 2H10',
};
