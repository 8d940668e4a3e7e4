import type { Phrases } from './words.ts';

export const he: Phrases = {
  close: 'סגירה',
  next: 'הבא',
  send: 'שליחה',
  skip: 'דילוג',
  later: 'לא עכשיו',
  kept: 'התשובה שמורה במכשיר הזה ותישלח מאוחר יותר.',
  very: 'זה היה מאכזב אותי מאוד',
  somewhat: 'זה היה מאכזב אותי קצת',
  not: 'זה לא היה מאכזב אותי',
  up: 'אגודל למעלה',
  down: 'אגודל למטה',
  of: '{n} מתוך {most}',
  atMost: 'אפשר לבחור עד {n}',
};
