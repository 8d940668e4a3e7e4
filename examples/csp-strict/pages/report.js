// Works before Milepost is there, and without it: what is called early is replayed when it comes.
document.querySelector('button').addEventListener('click', () => {
  document.querySelector('[role=status]').textContent = 'Exported.';
  window.cx ??= [];
  window.cx.push(['trigger', 'report_exported', { format: 'pdf' }]);
});
