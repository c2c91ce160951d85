INSERT INTO interaction (account_id, happened_on, type, two_way, subject, note)
VALUES (21, current_date - 1, 'MEETING', true, 'Quarterly review of deliveries',
  'reviewed the delivery figures of the quarter with the plant and agreed on weekly calls until the backlog is gone; reviewed the delivery figures of the quarter with the plant and agreed on weekly calls');
