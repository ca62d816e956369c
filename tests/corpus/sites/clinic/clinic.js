// Appointments: a form whose parts depend on each other, with an error that comes when a field is left.
const appointments = [
  { date: 'Mon 7 June 2027', doctor: 'Dr. Lindqvist', time: '11:00' },
  { date: 'Thu 17 June 2027', doctor: 'Dr. Okafor', time: '16:45' },
];
const form = document.querySelector('form');
const { patient, born, doctor, time, remind, phone } = form.elements;
const $ = (selector) => document.querySelector(selector);

function list() {
  $('.mine tbody').innerHTML = appointments
    .map(({ date, doctor, time }, at) => `<tr><td>${date}</td><td>${doctor}</td><td>${time}</td>
      <td><button class="cancel" data-at="${at}">Cancel</button></td></tr>`)
    .join('');
  $('#none').hidden = appointments.length > 0;
  document.title = `${appointments.length} appointments | Elm Street Clinic`;
}

function tell(text) {
  $('#summary').hidden = false;
  $('#summary').textContent = text;
}

function look() {
  const day = /^\d\d\/\d\d\/\d{4}$/.test(born.value);
  if (day) $('#born-error').textContent = '';
  for (const one of time) one.disabled = !doctor.value;
  phone.disabled = !remind.checked;
  $('#confirm').disabled = !patient.value || !day || !time.value || (remind.checked && phone.value.length < 6);
}

form.addEventListener('input', look);
// Only when the field is left: nobody likes to be told that a half typed date is wrong.
born.addEventListener('change', () => {
  const day = /^\d\d\/\d\d\/\d{4}$/.test(born.value);
  $('#born-error').textContent = day ? '' : 'Enter the date as DD/MM/YYYY';
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  appointments.push({ date: 'Fri 25 June 2027', doctor: doctor.value, time: time.value });
  tell(`Booked: ${doctor.value} on Fri 25 June 2027 at ${time.value}`);
  form.reset();
  look();
  list();
});
document.addEventListener('click', ({ target }) => {
  if (!target.matches('.cancel')) return;
  const [gone] = appointments.splice(Number(target.dataset.at), 1);
  tell(`Your appointment with ${gone.doctor} was cancelled`);
  list();
});
list();
