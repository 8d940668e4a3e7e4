import type { Phrases } from './words.ts';

export const es: Phrases = {
  close: 'Cerrar',
  next: 'Siguiente',
  send: 'Enviar',
  skip: 'Omitir',
  later: 'Ahora no',
  kept: 'Su respuesta se guarda en este dispositivo y se enviará más tarde.',
  very: 'Me decepcionaría mucho',
  somewhat: 'Me decepcionaría un poco',
  not: 'No me decepcionaría',
  up: 'Pulgar hacia arriba',
  down: 'Pulgar hacia abajo',
  of: '{n} de {most}',
  atMost: 'Elija {n} como máximo',
};
