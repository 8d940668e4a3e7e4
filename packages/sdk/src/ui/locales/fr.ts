import type { Phrases } from './words.ts';

export const fr: Phrases = {
  close: 'Fermer',
  next: 'Suivant',
  send: 'Envoyer',
  skip: 'Passer',
  later: 'Pas maintenant',
  kept: 'Votre réponse est conservée sur cet appareil et sera envoyée plus tard.',
  very: 'Cela me décevrait beaucoup',
  somewhat: 'Cela me décevrait un peu',
  not: 'Cela ne me décevrait pas',
  up: 'Pouce vers le haut',
  down: 'Pouce vers le bas',
  of: '{n} sur {most}',
  atMost: '{n} choix au maximum',
};
