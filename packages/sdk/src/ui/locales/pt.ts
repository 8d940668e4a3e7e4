import type { Phrases } from './words.ts';

export const pt: Phrases = {
  close: 'Fechar',
  next: 'Continuar',
  send: 'Enviar',
  skip: 'Ignorar',
  later: 'Agora não',
  kept: 'A sua resposta fica guardada neste dispositivo e será enviada mais tarde.',
  very: 'Muito desapontado(a)',
  somewhat: 'Um pouco desapontado(a)',
  not: 'Nada desapontado(a)',
  up: 'Polegar para cima',
  down: 'Polegar para baixo',
  of: '{n} de {most}',
  atMost: 'Escolha no máximo {n}',
};
