module example.com/maylng

go 1.26
